import type { Opinion } from './monitor.ts';

/** What a check concludes about a model. */
export interface Health {
  /** The first monitor that is not content; null while the model is well. */
  readonly kind: 'quality' | 'drift' | null;
  readonly reason: string;
  readonly features: readonly string[];
  /** First day of the change, as a point in time. */
  readonly changedAt: string | null;
}

/** An opinion and whose it is. */
export interface NamedOpinion extends Opinion {
  readonly kind: 'quality' | 'drift';
}

/**
 * Puts opinions together: the first bad one says what is wrong, what weighs more comes first. Remarks are
 * told with them.
 */
export function healthOf(
  opinions: readonly NamedOpinion[], remarks: readonly string[] = [],
): Health {
  const bad = opinions.find(({ isBad }) => isBad);
  return {
    kind: bad?.kind ?? null,
    reason: [...opinions.map(({ reason }) => reason), ...remarks].join('; '),
    features: opinions.flatMap(({ features }) => features),
    changedAt: bad === undefined || bad.since === null ? null : `${bad.since}T00:00:00.000Z`,
  };
}
