import { action } from '../../../kernel/index.ts';
import { asParameter, parameterArn } from '../parameters.ts';
import type { ParameterRow } from '../parameters.ts';

/** GetParameters: those there are, and the names of those there are not. */
export const getParameters = action(
  'GetParameters',
  ({ Names }: { readonly Names: readonly string[] }, context) =>
    Names.map((name) => ({ action: 'ssm:GetParameters', resource: parameterArn(name, context) })),
  ({ Names }, context) => {
    const rows = Names.map((name) =>
      context.cloud.db.get<ParameterRow>('SELECT * FROM ssm_parameters WHERE name = ?', name),
    );
    return {
      Parameters: rows.filter((row) => row !== undefined).map((row) => asParameter(row, context)),
      InvalidParameters: Names.filter((_, index) => rows[index] === undefined),
    };
  },
);
