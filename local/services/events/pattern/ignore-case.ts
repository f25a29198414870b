/**
 * An expression for a text in any case: each character in lower or upper case, by itself. `ß` is
 * thus also `SS`, and the Kelvin sign is no `k`.
 */
export function anyCase(text: string): string {
  return Array.from({ length: text.length }, (_, index) => {
    const character = text[index]!;
    const forms = new Set([character.toLowerCase(), character.toUpperCase()]);
    return `(?:${[...forms].map(escaped).join('|')})`;
  }).join('');
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
