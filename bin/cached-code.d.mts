/** What a program of one file in CommonJS exports; its compiled code is kept beside it. */
export declare function loadCached(file: string): unknown;
