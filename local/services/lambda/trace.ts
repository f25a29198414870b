import type { Cloud } from '../../kernel/index.ts';

/**
 * The trace header of an invocation: the caller's, completed, or a new one. Nothing is recorded, so
 * none is sampled unless the caller's was.
 */
export function traceFor(given: string | undefined, cloud: Cloud): string {
  const parts = new Map(
    (given ?? '').split(';').map((part) => {
      const [name = '', value = ''] = part.split('=');
      return [name.trim(), value] as const;
    }),
  );
  const hex = cloud.world.uuid().replace(/-/g, '');
  const seconds = Math.floor(cloud.world.now() / 1000)
    .toString(16)
    .padStart(8, '0');
  const root = parts.get('Root') ?? `1-${seconds}-${hex.slice(0, 24)}`;
  const parent = parts.get('Parent') ?? cloud.world.uuid().replace(/-/g, '').slice(0, 16);
  return `Root=${root};Parent=${parent};Sampled=${parts.get('Sampled') ?? '0'}`;
}
