import type { PythonValue } from '../python.ts';

/** A hyperparameter after parsing. */
export type HyperparameterValue = number | string | readonly string[] | PythonValue;

/** All hyperparameters of a job after parsing, in the order they were given. */
export type HyperparameterValues = ReadonlyMap<string, HyperparameterValue>;
