/**
 * A text of at most `length` characters: what is too long ends after a word, with an ellipsis. A
 * word that alone is too long is cut.
 */
export function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  const head = text.slice(0, length - 1);
  const end = head.search(/\s\S*$/);
  return `${end > 0 ? head.slice(0, end) : head}…`;
}
