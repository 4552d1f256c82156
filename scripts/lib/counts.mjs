// Reads one report (Catch2's XML, Vitest's or Playwright's JSON) and prints "passed failed", then the
// name of each that failed; what failed in an XML goes to stderr, since Catch2 can only write to one
// place.
import { existsSync, readFileSync } from 'node:fs';

function catch2(text) {
  const counts = { passed: 0, failed: 0, names: [] };
  for (const [whole, name] of text.matchAll(/<TestCase name="([^"]*)".*?(?:<\/TestCase>|$)/gs)) {
    if (/<OverallResult success="true"/.test(whole)) counts.passed += 1;
    else {
      counts.failed += 1;
      counts.names.push(name);
      console.error(`FAILED ${name}\n${whole.replace(/<\/?\w[^>]*success="true"[^>]*>/g, '')}`);
    }
  }
  return counts;
}

function vitest(report) {
  const failed = report.testResults.flatMap((file) => {
    if (file.status !== 'failed') return [];
    const names = file.assertionResults.filter((t) => t.status === 'failed');
    return names.length ? names.map((t) => t.fullName) : [file.name]; // one that did not load
  });
  return { passed: report.numPassedTests, failed: failed.length, names: failed };
}

function playwright({ stats: { expected, flaky, unexpected }, suites }) {
  const specs = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specs)];
  const all = suites.flatMap(specs);
  for (const { title, tests } of all) {
    if (tests.some((test) => test.status === 'flaky'))
      console.error(`PASSED AT THE SECOND TRY ${title}`);
  }
  const failed = all.filter((spec) => !spec.ok);
  return { passed: expected + flaky, failed: unexpected, names: failed.map((spec) => spec.title) };
}

const path = process.argv[2];
const text = path && existsSync(path) ? readFileSync(path, 'utf8') : '';
let counts = { passed: 0, failed: 0, names: [] };
if (path?.endsWith('.xml')) counts = catch2(text);
else if (text) {
  const report = JSON.parse(text);
  counts = 'numPassedTests' in report ? vitest(report) : playwright(report);
}
console.log([`${counts.passed} ${counts.failed}`, ...counts.names].join('\n'));
