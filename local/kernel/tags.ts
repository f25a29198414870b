/** A tag, as most APIs write it. */
export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** Tags by key. */
export type Tags = Readonly<Record<string, string>>;

/** A list of tags by key. */
export function tagsByKey(tags: readonly Tag[]): Tags {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}

/** Tags out of the JSON in which a row keeps them; undefined where there is no row. */
export function parsedTags(json: string | undefined): Tags | undefined {
  return json === undefined ? undefined : (JSON.parse(json) as Tags);
}
