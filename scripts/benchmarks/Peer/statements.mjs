// The statements of peer-statements.sql by their names.
import { readFileSync } from "node:fs";

const text = readFileSync(new URL("peer-statements.sql", import.meta.url), "utf8");

export const statements = Object.fromEntries(
  text.split("-- name: ").slice(1).map(part => {
    const end = part.indexOf("\n");
    return [part.slice(0, end).trim(), part.slice(end).trim().replace(/;$/, "")];
  }));
