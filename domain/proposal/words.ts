/** The words of a column's name in lower case: `emp.var.rate` and `pickup_location_id` have three. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}%]+/u)
    .filter((word) => word !== '');
}

/** Whether one of the words is among these. */
export function hasWord(name: string, words: readonly string[]): boolean {
  return wordsOf(name).some((word) => words.includes(word));
}
