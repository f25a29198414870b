import type { Cloud } from '../../../kernel/index.ts';

/** Writes the lines of a program into a log stream. */
export function logWriter(cloud: Cloud, group: string, stream: string): (line: string) => void {
  return (line) => {
    try {
      cloud.telemetry.log(group, stream, [line]);
    } catch {
      // The store is closed: the last words of a program that outlives the cloud are lost with it.
    }
  };
}
