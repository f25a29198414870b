import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { bareName, functionArn, onFunction } from '../functions.ts';
import { urlAddress } from '../url-route.ts';
import type { UrlRow } from '../url-route.ts';

/** GetFunctionUrlConfig. */
export const getFunctionUrlConfig = action(
  'GetFunctionUrlConfig',
  onFunction('GetFunctionUrlConfig'),
  ({ FunctionName }: { readonly FunctionName: string }, { cloud }) => {
    const row = cloud.db.get<UrlRow>(
      'SELECT * FROM lambda_urls WHERE function = ?',
      bareName(FunctionName),
    );
    if (!row)
      throw new AwsError(
        'ResourceNotFoundException',
        'The resource you requested does not exist.',
        { status: 404 },
      );
    return {
      FunctionUrl: urlAddress(row.id, cloud),
      FunctionArn: functionArn(row.function, cloud),
      AuthType: row.auth,
    };
  },
);
