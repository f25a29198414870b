#!/usr/bin/env node
// Runs a program of the XGBoost container: `node bin/xgboost.mjs train` or `serve`.
const program = process.argv[2];
if (program !== 'train' && program !== 'serve') {
  console.error(`name the program to run, 'train' or 'serve', got '${program ?? ''}'`);
  process.exit(2);
}
await import(`../dist/xgboost-${program}.mjs`);
