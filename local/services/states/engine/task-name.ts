import { parseResource } from '../integrations/resource.ts';
import type { OpenTask } from './thread.ts';

/** What a task is called in texts of errors: the service, or the ARN. */
export function resourceName(task: OpenTask): string {
  const parsed = parseResource(task.resource);
  return parsed?.kind === 'integration' ? parsed.service : task.resource;
}
