import { isNumeric, withNote } from '../draft.ts';
import { wordsOf } from '../words.ts';
import type { ColumnDecision } from '../draft.ts';

/** Units by the word that stands for them at the end of a name. */
const UNITS: Readonly<Record<string, string>> = {
  mm: 'millimetres',
  cm: 'centimetres',
  m: 'metres',
  km: 'kilometres',
  mi: 'miles',
  miles: 'miles',
  ft: 'feet',
  g: 'grams',
  kg: 'kilograms',
  lb: 'pounds',
  lbs: 'pounds',
  ml: 'millilitres',
  l: 'litres',
  ms: 'milliseconds',
  sec: 'seconds',
  secs: 'seconds',
  seconds: 'seconds',
  min: 'minutes',
  mins: 'minutes',
  minutes: 'minutes',
  hours: 'hours',
  hrs: 'hours',
  days: 'days',
  weeks: 'weeks',
  months: 'months',
  years: 'years',
  usd: 'US dollars',
  eur: 'euros',
  gbp: 'pounds sterling',
  cents: 'cents',
  kwh: 'kilowatt hours',
  kw: 'kilowatts',
  w: 'watts',
  v: 'volts',
  hp: 'horsepower',
  cc: 'cubic centimetres',
  celsius: 'degrees Celsius',
  fahrenheit: 'degrees Fahrenheit',
  kmh: 'kilometres per hour',
  mph: 'miles per hour',
  pct: 'per cent',
  percent: 'per cent',
  percentage: 'per cent',
  '%': 'per cent',
  hpa: 'hectopascals',
  ppm: 'parts per million',
};

/** Notes the unit that the name of a number tells. */
export const decideUnit: ColumnDecision = (draft, { name }) => {
  const words = wordsOf(name);
  const unit = words.length > 1 ? UNITS[words.at(-1)!] : undefined;
  return unit !== undefined && isNumeric(draft.column) ? withNote(draft, `In ${unit}.`) : draft;
};
