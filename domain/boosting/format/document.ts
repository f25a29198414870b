/** A value of a model file. Typed arrays keep the number type that XGBoost insists on. */
export type DocumentValue =
  | string | number | boolean | null
  | Float32Array | Int32Array | Uint8Array | BigInt64Array
  | readonly DocumentValue[] | DocumentObject;

/** An object of a model file. */
export interface DocumentObject {
  readonly [key: string]: DocumentValue;
}

/** Whether a value is one of the arrays of numbers that have a type. */
export function isTypedArray(
  value: DocumentValue,
): value is Float32Array | Int32Array | Uint8Array | BigInt64Array {
  return ArrayBuffer.isView(value);
}

/** Whether a value is an object with named members. */
export function isObject(value: DocumentValue | undefined): value is DocumentObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    && !isTypedArray(value);
}
