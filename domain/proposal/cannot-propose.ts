import { DomainError } from '../errors.ts';

/** What has to be another one: the files, or what was said of them. */
export type Amendment = 'files' | 'target' | 'task' | 'time' | 'columns' | 'name';

/** A refusal to propose a definition, which knows what has to be another one before it is asked for again. */
export class CannotPropose extends DomainError {
  constructor(
    message: string,
    public readonly amend: Amendment = 'files',
  ) {
    super('NothingToPropose', message);
  }
}
