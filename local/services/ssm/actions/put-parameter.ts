import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { onParameter } from '../parameters.ts';

/** Input of PutParameter. */
export interface PutParameterInput {
  readonly Name: string;
  readonly Value: string;
  readonly Type?: string;
  readonly Description?: string;
  readonly Overwrite?: boolean;
  readonly Tier?: string;
}

/** Bytes a standard parameter may hold. */
const STANDARD_LIMIT = 4096;

/** PutParameter. */
export const putParameter = action(
  'PutParameter',
  onParameter('PutParameter'),
  (input: PutParameterInput, { cloud }) => {
    const old = cloud.db.get<{ version: number }>(
      'SELECT version FROM ssm_parameters WHERE name = ?',
      input.Name,
    );
    if (old && !input.Overwrite) {
      throw new AwsError(
        'ParameterAlreadyExists',
        'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
      );
    }
    if (Buffer.byteLength(input.Value) > STANDARD_LIMIT && input.Tier !== 'Advanced') {
      throw new AwsError(
        'ValidationException',
        'Standard tier parameters support a maximum parameter value of 4096 characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier.',
      );
    }
    const version = (old?.version ?? 0) + 1;
    cloud.db.run(
      'INSERT OR REPLACE INTO ssm_parameters VALUES (?, ?, ?, ?, ?, ?)',
      input.Name,
      input.Value,
      input.Type ?? 'String',
      input.Description ?? null,
      version,
      cloud.world.now(),
    );
    return { Version: version, Tier: input.Tier ?? 'Standard' };
  },
);
