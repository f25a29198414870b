import { action } from '../../../kernel/index.ts';
import { ACCOUNT_CONCURRENCY, unreserved } from '../account.ts';
import type { FunctionConfiguration, FunctionRow } from '../functions.ts';

/** GetAccountSettings: the default quotas of a region, and what is used of them. */
export const getAccountSettings = action(
  'GetAccountSettings',
  () => [{ action: 'lambda:GetAccountSettings', resource: '*' }],
  (_input: object, { cloud }) => {
    const rows = cloud.db.all<FunctionRow>('SELECT * FROM lambda_functions');
    const sizes = rows.map(
      ({ configuration }) => (JSON.parse(configuration) as FunctionConfiguration).CodeSize,
    );
    return {
      AccountLimit: {
        TotalCodeSize: 80_530_636_800,
        CodeSizeUnzipped: 262_144_000,
        CodeSizeZipped: 52_428_800,
        ConcurrentExecutions: ACCOUNT_CONCURRENCY,
        UnreservedConcurrentExecutions: unreserved(cloud),
      },
      AccountUsage: {
        TotalCodeSize: sizes.reduce((sum, size) => sum + size, 0),
        FunctionCount: rows.filter(({ version }) => version === '$LATEST').length,
      },
    };
  },
);
