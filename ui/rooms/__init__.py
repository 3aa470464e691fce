"""Rooms: others follow a presenter's place through a link. What a room is, where it is kept, and its HTTP routes."""
