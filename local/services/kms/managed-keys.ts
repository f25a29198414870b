import type { Cloud } from '../../kernel/index.ts';
import type { KeyRow } from './keys.ts';

/**
 * The key that AWS itself manages for a service, `alias/aws/<service>`: made when it is first
 * needed. Everybody in the account may use it through that service.
 */
export function managedKey(service: string, cloud: Cloud): KeyRow {
  const alias = `alias/aws/${service}`;
  const known = cloud.db.get<KeyRow>(
    'SELECT k.* FROM kms_aliases a JOIN kms_keys k ON k.id = a.key WHERE a.name = ?',
    alias,
  );
  return known ?? make(service, alias, cloud);
}

function make(service: string, alias: string, cloud: Cloud): KeyRow {
  const id = cloud.world.uuid();
  const row: KeyRow = {
    id,
    arn: `arn:aws:kms:${cloud.region}:${cloud.accountId}:key/${id}`,
    policy: JSON.stringify(policyFor(cloud)),
    description: `Default key that protects my ${service.toUpperCase()} objects when no other key is defined`,
    state: 'Enabled',
    rotates: 1,
    created: cloud.world.now(),
  };
  cloud.db.transaction(() => {
    cloud.db.run(
      'INSERT INTO kms_keys VALUES (?, ?, ?, ?, ?, ?, ?)',
      row.id,
      row.arn,
      row.policy,
      row.description,
      row.state,
      row.rotates,
      row.created,
    );
    cloud.db.run('INSERT INTO kms_aliases VALUES (?, ?)', alias, id);
  });
  return row;
}

function policyFor(cloud: Cloud): object {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Allow access through the service for all principals in the account',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: [
          'kms:Encrypt',
          'kms:Decrypt',
          'kms:ReEncrypt*',
          'kms:GenerateDataKey*',
          'kms:DescribeKey',
        ],
        Resource: '*',
        Condition: { StringEquals: { 'aws:PrincipalAccount': cloud.accountId } },
      },
    ],
  };
}
