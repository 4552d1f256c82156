// Reads one report (Catch2's XML, Vitest's or Playwright's JSON) and prints "passed failed"; what
// failed in an XML goes to stderr, since Catch2 can only write to one place.
import { existsSync, readFileSync } from 'node:fs';

function catch2(text) {
  const counts = { passed: 0, failed: 0 };
  for (const [whole, name] of text.matchAll(/<TestCase name="([^"]*)".*?(?:<\/TestCase>|$)/gs)) {
    if (/<OverallResult success="true"/.test(whole)) counts.passed += 1;
    else {
      counts.failed += 1;
      console.error(`FAILED ${name}\n${whole.replace(/<\/?\w[^>]*success="true"[^>]*>/g, '')}`);
    }
  }
  return counts;
}

function json(report) {
  if ('numPassedTests' in report) {
    const unloaded = report.testResults.filter(
      (file) =>
        file.status === 'failed' && file.assertionResults.every((t) => t.status !== 'failed'),
    );
    return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded.length };
  }
  const { expected = 0, flaky = 0, unexpected = 0 } = report.stats ?? {};
  return { passed: expected + flaky, failed: unexpected };
}

const path = process.argv[2];
const text = path && existsSync(path) ? readFileSync(path, 'utf8') : '';
let counts = { passed: 0, failed: 0 };
if (text) counts = path.endsWith('.xml') ? catch2(text) : json(JSON.parse(text));
console.log(`${counts.passed} ${counts.failed}`);
