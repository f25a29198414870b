/** The column of the lake's tables that says on which day rows were uploaded; queries should name days. */
export const UPLOAD_DAY = 'upload_day';

/** A name as tables of the lake know it: in small letters only. */
export function lakeName(name: string): string {
  return name.toLowerCase();
}

/** Those of a contract's names, in their order, that a table of the lake has by then already. */
export function takenInLake(names: readonly string[]): readonly string[] {
  const met = new Set([UPLOAD_DAY]);
  return names.filter((name) => {
    const isTaken = met.has(lakeName(name));
    met.add(lakeName(name));
    return isTaken;
  });
}
