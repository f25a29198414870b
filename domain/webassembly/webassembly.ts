/** The part of WebAssembly that is used here; the language library does not name it. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

interface WasmNamespace {
  readonly Memory: new (size: { readonly initial: number }) => WasmMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
}

declare const WebAssembly: WasmNamespace | undefined;

/** WebAssembly where the runtime has it. */
export function webAssembly(): WasmNamespace | undefined {
  return typeof WebAssembly === 'undefined' ? undefined : WebAssembly;
}
