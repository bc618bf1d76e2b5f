// What the CDK's command line runs (`cdk.json`): templates of the installation that the file INSTALLATION describes.
import { join } from 'node:path'
import { Platform } from 'aws-cdk-lib/aws-ecr-assets'
import { ContainerImage } from 'aws-cdk-lib/aws-ecs'
import { readInstallation } from './installation.ts'
import { installationStacks } from './stacks.ts'

const root = join(import.meta.dirname, '..')

try {
  installationStacks({
    installation: readInstallation(process.env.INSTALLATION ?? join(import.meta.dirname, 'installation.json')),
    artefacts: join(root, 'apps/edge/dist'),
    images: (target) => ContainerImage.fromAsset(root, { target, platform: Platform.LINUX_AMD64 }),
  }).synth()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
