"""Keys made by hand, and what a reading is worth beside them."""
