/* What `npm run lint` holds: the recommended rules, and no ring of modules. */
import js from "@eslint/js";
import { importX } from "eslint-plugin-import-x";
import globals from "globals";

export default [
  { ignores: ["build/", "node_modules/", ".*/"] },
  {
    files: ["**/*.js"],
    ...js.configs.recommended,
    plugins: { "import-x": importX },
    languageOptions: { ecmaVersion: 2023, sourceType: "module", globals: globals.browser },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      ...js.configs.recommended.rules,
      "import-x/no-cycle": "error",
      "import-x/no-self-import": "error",
      eqeqeq: "error",
      "max-lines": ["error", 400],
      "no-var": "error",
      "prefer-const": "error",
    },
  },
  { files: ["tests/**", "scripts/**", "*.config.js"], languageOptions: { globals: globals.node } },
];
