/** Words of recordings that stand for any value; see the PROVENANCE.md beside the recordings. */
export const RECORDED_WORDS: readonly string[] = [
  'datetime',
  'timestamp',
  'date',
  'uuid',
  'snf_role_arn',
  'sfn_role_arn',
  'start-time',
  'entered-time',
  'start-date',
  'stop-date',
  'creation-date',
  'RandomNumberGenerated',
];
