import { z } from 'zod'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import type { StudioRouteParts } from '../parts.ts'

const findingSchema = z
  .object({
    kind: z
      .enum(['wrong', 'advice'])
      .meta({ description: '`wrong`: something does not work because of it', example: 'advice' }),
    says: z
      .string()
      .meta({ description: 'What is so, and what comes of it', example: 'The studio may be used from anywhere.' }),
    remedy: z.string().meta({ description: 'What to do', example: 'Set ADMIN_ALLOWED_IPS.' }),
  })
  .meta({ id: 'DoctorFinding', description: 'Something that does not fit, or that somebody should know' })

const diagnosisSchema = z
  .object({ findings: z.array(findingSchema).meta({ description: 'What is wrong first' }) })
  .meta({ id: 'Diagnosis', description: 'What the doctor found' })

export function diagnose(app: App, { guard, system }: StudioRouteParts): void {
  permissionRoute(app, guard, 'view_system', {
    method: 'GET',
    url: '/api/studio/system/doctor',
    schema: {
      operationId: 'diagnose',
      tags: ['studio'],
      summary: 'What the doctor finds',
      description:
        'What `npm run doctor` finds with the settings of the API, as far as it does not fit; looked at anew after five minutes.',
      response: { 200: diagnosisSchema, ...problems(401, 403, 503) },
    },
    handler: async () => {
      const findings = await system.diagnose()
      return { findings: findings.toSorted((a, b) => Number(a.kind === 'advice') - Number(b.kind === 'advice')) }
    },
  })
}
