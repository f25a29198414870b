/**
 * Where JSON text goes wrong, in the words of the parser that AWS uses (Jackson), as far as they
 * can be told.
 */
export function jsonFault(text: string): { readonly message: string; readonly location: string } {
  const word = /^\s*([A-Za-z_$][\w$]*)/.exec(text);
  const column = word ? word[0].length + 1 : text.length + 1;
  const location = `[Source: (String)"${text}"; line: 1, column: ${column}]`;
  return { message: `${jacksonText(text)}\n at ${location}`, location };
}

/** Jackson's description of the first fault. */
export function jacksonText(text: string): string {
  const word = /^\s*([A-Za-z_$][\w$]*)/.exec(text)?.[1];
  if (word !== undefined) {
    return `Unrecognized token '${word}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')`;
  }
  const odd = /^\s*\{\s*([^"\s}])/.exec(text)?.[1];
  if (odd !== undefined) {
    return `Unexpected character ('${odd}' (code ${odd.charCodeAt(0)})): was expecting double-quote to start field name`;
  }
  return 'Unexpected end-of-input';
}
