import { hasWord, wordsOf } from '../words.ts';
import { isTime, never, withColumn, withNote } from '../draft.ts';
import type { ColumnFacts } from '../column-surveyor.ts';
import type { ColumnDecision } from '../draft.ts';

/** Suspicions by the words of a name: what a column seems to hold. */
const SUSPECTED: readonly { readonly what: string; readonly words: readonly string[] }[] = [
  { what: 'mail addresses', words: ['mail', 'email', 'e-mail'] },
  { what: 'telephone numbers', words: ['phone', 'telephone', 'mobile', 'fax', 'cellphone'] },
  {
    what: 'numbers of persons',
    words: ['ssn', 'passport', 'iban', 'nino', 'taxid', 'licence', 'license'],
  },
  { what: 'addresses', words: ['street', 'address', 'addr', 'ip'] },
  { what: 'names of persons', words: ['surname', 'firstname', 'lastname', 'fullname', 'username'] },
  { what: 'dates of birth', words: ['dob', 'birthday', 'birthdate'] },
];

const PERSONS = [
  'first',
  'last',
  'full',
  'user',
  'customer',
  'client',
  'patient',
  'middle',
  'given',
  'family',
];
const PROTECTED = [
  'sex',
  'gender',
  'race',
  'ethnicity',
  'ethnic',
  'religion',
  'nationality',
  'disability',
  'pregnant',
];

const LOOKS = {
  mail: 'mail addresses',
  phone: 'telephone numbers',
  address: 'network addresses',
} as const;

/** Marks what may be personal: masked in receipts, never learned from. */
export const decidePersonal: ColumnDecision = (draft, facts) => {
  if (draft.role === 'left-out' || draft.role === 'target') return draft;
  if (/\bid\b/.test(wordsOf(facts.name).join(' ')) && draft.role === 'never') {
    return withColumn(draft, { personal: true });
  }
  const what = suspicion(facts);
  if (what !== undefined && draft.column.type !== 'number') {
    const type = isTime(draft.column) ? draft.column.type : 'string';
    const masked = withColumn(draft, { type, personal: true, range: undefined });
    return never(masked, `Personal, it seems: ${what}.`);
  }
  if (!hasWord(facts.name, PROTECTED)) return draft;
  const note =
    'The law of many places protects it: may it be a feature? See the fairness gate in README.md.';
  return withNote(withColumn(draft, { personal: true }), note);
};

function suspicion(facts: ColumnFacts): string | undefined {
  const looks = (Object.keys(LOOKS) as (keyof typeof LOOKS)[]).find(
    (look) => (facts.looks.get(look) ?? 0) > (facts.rows - facts.empty) * 0.8,
  );
  if (looks !== undefined && (looks !== 'phone' || facts.distinct > 100)) return LOOKS[looks];
  const words = wordsOf(facts.name);
  const isName =
    words.includes('name') && (words.length === 1 || words.some((word) => PERSONS.includes(word)));
  const isFree = facts.distinct > 100 && facts.distinct > facts.rows / 10;
  if (isName && isFree) return 'names of persons';
  return isFree
    ? SUSPECTED.find((one) => one.words.some((word) => words.includes(word)))?.what
    : undefined;
}
