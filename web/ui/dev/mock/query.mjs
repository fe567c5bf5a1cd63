// A small stand-in for the server's query language: words, "phrases", field:value, prefix*, AND OR NOT.

const TOKEN = /\s*(?:(\(|\))|((?:\w+:)?)(?:"([^"]*)"|([^\s()"]+)))/y;

const FIELDS = "message employee email department breach datatypes severity status source target".split(" ");

export class QueryError extends Error {
  constructor(message, position) {
    super(message);
    this.position = position;
  }
}

/** Alternatives of clauses: [[{field, text, phrase, prefix, not}]]. */
export function parseQuery(q) {
  const alternatives = [[]];
  let not = false;
  TOKEN.lastIndex = 0;
  for (let at = 0; at < q.trimEnd().length; at = TOKEN.lastIndex) {
    const token = TOKEN.exec(q);
    if (!token) throw new QueryError("a quote is not closed", [...q.slice(0, q.indexOf('"', at))].length);
    const [, paren, field, phrase, word] = token;
    if (paren) continue;
    if (word === "AND") continue;
    if (word === "OR") alternatives.push([]);
    else if (word === "NOT") not = true;
    else if (word?.endsWith(":"))
      throw new QueryError(`the field ${word.slice(0, -1)} has no value`, [...q].length);
    else if (field && !FIELDS.includes(field.slice(0, -1).toLowerCase())) {
      throw new QueryError(
        `there is no field ${field.slice(0, -1)}`,
        [...q.slice(0, token.index + token[0].search(/\S/))].length,
      );
    } else {
      const text = (phrase ?? word).toLowerCase();
      alternatives
        .at(-1)
        .push({ field: field.slice(0, -1).toLowerCase(), text, phrase: phrase !== undefined, not });
      not = false;
    }
  }
  return alternatives.filter((clauses) => clauses.length > 0);
}

export function matches(alternatives, fields) {
  if (alternatives.length === 0) return true;
  return alternatives.some((clauses) => clauses.every((clause) => holds(clause, fields) !== clause.not));
}

function holds({ field, text, phrase }, fields) {
  const names = field
    ? Object.keys(fields).filter((name) => name.toLowerCase() === field)
    : Object.keys(fields);
  return names.some((name) => find(String(fields[name]), text, phrase).length > 0);
}

// words match whole, with a trailing * by their beginning
function find(value, text, phrase) {
  const prefix = !phrase && text.endsWith("*");
  const bare = (prefix ? text.slice(0, -1) : text).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  if (!bare) return [];
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}])${bare}${prefix ? "[\\p{L}\\p{N}]*" : "(?![\\p{L}\\p{N}])"}`,
    "giu",
  );
  return [...value.matchAll(pattern)].map((hit) => [hit.index, hit.index + hit[0].length]);
}

export function highlights(alternatives, snippet) {
  return alternatives
    .flat()
    .filter((clause) => !clause.not)
    .flatMap((clause) => find(snippet, clause.text, clause.phrase))
    .sort((a, b) => a[0] - b[0]);
}
