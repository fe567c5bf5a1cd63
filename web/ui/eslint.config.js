import js from "@eslint/js";
import globals from "globals";
import svelte from "eslint-plugin-svelte";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

export default ts.config(
  { ignores: ["dist", "node_modules", "src/api/schema"] },
  js.configs.recommended,
  ts.configs.strict,
  svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      "no-console": "error",
      "no-eval": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
    },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: [".svelte"], svelteConfig } },
    rules: {
      // text from breaches is an attacker's text: it is only ever rendered as text
      "svelte/no-at-html-tags": "error",
      // the content security policy refuses style attributes; `style:` directives go through the CSSOM
      "no-restricted-syntax": [
        "error",
        { selector: "SvelteAttribute[key.name='style']", message: "no inline styles" },
      ],
      "svelte/require-each-key": "error",
      // links are plain anchors: the router takes their clicks at the document
      "svelte/no-navigation-without-resolve": "off",
    },
  },
  {
    files: ["dev/**", "e2e/**", "*.config.*", "tests/**"],
    languageOptions: { globals: { ...globals.node } },
    rules: { "no-console": "off", "@typescript-eslint/no-non-null-assertion": "off" },
  },
);
