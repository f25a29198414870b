// Runs one engine in a process of its own and prints what it took: node measure.mjs <module> <table> <quarantine> [accepted]
const [module, table, quarantine, accepted] = process.argv.slice(2);
const { run } = await import(module);
const [began, used] = [performance.now(), process.cpuUsage()];
const found = await run(table, { quarantine, accepted });
const { user, system } = process.cpuUsage(used);
console.log(JSON.stringify({
  seconds: (performance.now() - began) / 1000,
  processor: (user + system) / 1e6,
  megabytes: process.resourceUsage().maxRSS / 1024,
  found,
}));
