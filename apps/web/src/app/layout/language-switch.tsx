import { LANGUAGE_FACTS, LANGUAGES } from '@better-and-bliss/membership'
import { LANGUAGE } from '../../language/page-language.ts'
import { useChooseLanguage } from '../../language/use-choose-language.ts'
import styles from './language-switch.module.css'

/** The other languages, each by what it calls itself. */
export function LanguageSwitch() {
  const choosing = useChooseLanguage()
  return LANGUAGES.filter((language) => language !== LANGUAGE).map((language) => (
    <li key={language}>
      <button
        type="button"
        lang={language}
        className={styles.language}
        disabled={choosing.isPending}
        onClick={() => choosing.mutate(language)}
      >
        {LANGUAGE_FACTS[language].name}
      </button>
    </li>
  ))
}
