import type { Reporter } from 'vitest/node'

/** Names, at the end of a run, the tests that passed only when they were tried once more. */
export function flakyTests(): Reporter {
  const flaky: string[] = []
  return {
    onTestCaseResult(test) {
      if (test.diagnostic()?.flaky) flaky.push(`${test.module.relativeModuleId} > ${test.fullName}`)
    },
    onTestRunEnd() {
      for (const name of flaky) console.log(`Passed only when tried again: ${name}`)
    },
  }
}
