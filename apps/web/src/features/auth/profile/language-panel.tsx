import { LANGUAGE_FACTS, LANGUAGES } from '@better-and-bliss/membership'
import { LANGUAGE } from '../../../language/page-language.ts'
import { useChooseLanguage } from '../../../language/use-choose-language.ts'
import { Panel } from '../../../ui/panel.tsx'
import { Segments } from '../../../ui/segments.tsx'
import { t } from '../messages.ts'
import styles from './language-panel.module.css'

const OPTIONS = LANGUAGES.map((language) => [language, LANGUAGE_FACTS[language].name] as const)

/** What the pages speak to the member. */
export function LanguagePanel() {
  const choosing = useChooseLanguage()
  return (
    <Panel title={t('language')} anchor="language">
      <p className={styles.words}>{t('languageHint')}</p>
      <Segments
        label={t('language')}
        value={choosing.isPending ? choosing.variables : LANGUAGE}
        options={OPTIONS}
        onChoose={(language) => choosing.mutate(language)}
      />
    </Panel>
  )
}
