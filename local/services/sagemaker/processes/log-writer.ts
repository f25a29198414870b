import type { Cloud, RolePrincipal } from '../../../kernel/index.ts';
import { roleWriter } from '../../logs/role-writer.ts';

/** Writes the lines of a program into a log stream, by the role of its job or model. */
export function logWriter(
  cloud: Cloud,
  role: RolePrincipal,
  group: string,
  stream: string,
): (line: string) => void {
  const write = roleWriter(cloud, role, { group, stream, makesGroup: true });
  return (line) => {
    try {
      write(line);
    } catch {
      // The store is closed: the last words of a program that outlives the cloud are lost with it.
    }
  };
}
