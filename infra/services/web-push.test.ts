import { expect, test } from 'vitest'
import { ENTERED_BY_HAND } from '../testing/deployed.ts'
import { EXAMPLE, exampleTemplates, resourcesOf, synthesise } from '../testing/synthesised.ts'

const KEY = { Name: 'VAPID_PRIVATE_KEY', ValueFrom: ENTERED_BY_HAND }

function taskOf(templates: ReturnType<typeof synthesise>, role: string): string {
  const tasks = resourcesOf(templates, 'AWS::ECS::TaskDefinition')
  const [, task] = tasks.find(([name]) => name.toLowerCase().startsWith(`${role}task`)) ?? []
  if (!task) throw new Error(`No task of ${role}`)
  return JSON.stringify(task.Properties.ContainerDefinitions)
}

test('API and worker are given the key that reminders are pushed with, and the web app is not', () => {
  const templates = synthesise({ ...EXAMPLE, webPush: { privateKeySecretArn: ENTERED_BY_HAND } })
  for (const role of ['api', 'worker']) expect(taskOf(templates, role)).toContain(JSON.stringify(KEY))
  expect(taskOf(templates, 'web')).not.toContain(KEY.Name)
})

test('without one reminders come by mail alone', () => {
  for (const role of ['api', 'worker']) expect(taskOf(exampleTemplates(), role)).not.toContain(KEY.Name)
})
