import { App, Tags } from 'aws-cdk-lib'
import { DataStack } from './data/data-stack.ts'
import type { Installation } from './installation.ts'
import { MailStack } from './mail/mail-stack.ts'
import { MediaStack } from './media/media-stack.ts'
import { MembersStack } from './members/members-stack.ts'
import { type Images, ServicesStack } from './services/services-stack.ts'

interface Parts {
  installation: Installation
  /** The folder that `npm run edge:build` fills. */
  artefacts: string
  images: Images
  /** Where the templates go; a folder of its own by default. */
  outdir?: string
}

/** All of the installation. What is lost with its stack is protected from being deleted; `Services` can be made anew at any time. */
export function installationStacks({ installation, artefacts, images, outdir }: Parts): App {
  const app = new App({
    ...(outdir !== undefined && { outdir }),
    // What CloudFormation would find wrong with the templates is an error here.
    postCliContext: { '@aws-cdk/core:validateAgainstDefaultRules': true },
    analyticsReporting: false,
  })
  const { account, region } = installation
  const common = { env: { account, region }, installation, terminationProtection: true }
  const data = new DataStack(app, 'BlissData', common)
  const mail = new MailStack(app, 'BlissMail', common)
  const media = new MediaStack(app, 'BlissMedia', { ...common, artefacts })
  const members = new MembersStack(app, 'BlissMembers', common)
  new ServicesStack(app, 'BlissServices', {
    env: common.env,
    images,
    stacks: { installation, data, mail, media, members },
  })
  Tags.of(app).add('application', 'better-and-bliss')
  return app
}
