import { useNavigate, useParams } from '@tanstack/react-router'
import { CampaignPage } from '../../features/campaigns/campaign-page.tsx'
import { CampaignsPage } from '../../features/campaigns/campaigns-page.tsx'
import { EmbedSnippet } from '../../features/newsletter/embed-snippet.tsx'

export function CampaignsRoute() {
  const navigate = useNavigate()
  return (
    <>
      <CampaignsPage onWrite={(id) => void navigate({ to: '/studio/newsletter/$id', params: { id } })} />
      <EmbedSnippet />
    </>
  )
}

export function CampaignRoute() {
  const { id } = useParams({ from: '/studio/newsletter/$id' })
  const navigate = useNavigate()
  return <CampaignPage key={id} id={id} onDeleted={() => void navigate({ to: '/studio/newsletter' })} />
}
