import { action } from '../../../kernel/index.ts';
import { asParameter, parameterArn } from '../parameters.ts';
import type { ParameterRow } from '../parameters.ts';

/** Input of GetParametersByPath. */
export interface GetParametersByPathInput {
  readonly Path: string;
  readonly Recursive?: boolean;
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

/** GetParametersByPath: by name, ten a page at most as on AWS. */
export const getParametersByPath = action(
  'GetParametersByPath',
  ({ Path }: GetParametersByPathInput, context) => [
    { action: 'ssm:GetParametersByPath', resource: parameterArn(Path, context) },
  ],
  (input, context) => {
    const prefix = input.Path.endsWith('/') ? input.Path : `${input.Path}/`;
    const limit = Math.min(input.MaxResults ?? 10, 10);
    const rows = context.cloud.db
      .all<ParameterRow>(
        'SELECT * FROM ssm_parameters WHERE substr(name, 1, ?) = ? AND name > ? ORDER BY name',
        prefix.length,
        prefix,
        input.NextToken ?? '',
      )
      .filter(({ name }) => input.Recursive === true || !name.slice(prefix.length).includes('/'));
    const page = rows.slice(0, limit);
    return {
      Parameters: page.map((row) => asParameter(row, context)),
      NextToken: rows.length > limit ? page.at(-1)!.name : undefined,
    };
  },
);
