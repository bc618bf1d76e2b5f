import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'
import { ForwardIcon } from '../ui/icons.tsx'
import fields from './fields.module.css'

const sea: MantineColorsTuple = [
  '#eef7f6',
  '#d7e9e8',
  '#b4dbd8',
  '#86d3c9',
  '#5dbcb2',
  '#36a099',
  '#1f8a83',
  '#177a77',
  '#14666b',
  '#0f5256',
]

/** Mantine's parts in our look; the colours themselves are CSS variables of `theme.css`. */
export const theme = createTheme({
  colors: { sea },
  primaryColor: 'sea',
  primaryShade: { light: 8, dark: 3 },
  fontFamily: 'var(--sans)',
  defaultRadius: 'xl',
  focusRing: 'never',
  respectReducedMotion: true,
  components: {
    // By their names alone: pages load what they show.
    Button: { classNames: { root: fields.button }, defaultProps: { size: 'md', variant: 'filled' } },
    TextInput: { classNames: fieldClasses(), defaultProps: { size: 'md' } },
    Textarea: { classNames: fieldClasses(), defaultProps: { size: 'md' } },
    PasswordInput: {
      classNames: { ...fieldClasses(), innerInput: fields.innerInput, visibilityToggle: fields.toggle },
      defaultProps: { size: 'md' },
    },
    NativeSelect: {
      classNames: { ...fieldClasses(), input: fields.select, section: fields.chevron },
      defaultProps: { rightSection: <ForwardIcon size={16} />, rightSectionPointerEvents: 'none' },
    },
  },
})

/** What Mantine paints by itself follows our tokens. */
export const cssVariables: CSSVariablesResolver = () => {
  const variables = {
    '--mantine-color-body': 'var(--ground)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-soft)',
    '--mantine-color-placeholder': 'var(--ink-faint)',
    '--mantine-color-error': 'var(--danger)',
    '--mantine-color-default-border': 'var(--line)',
    '--mantine-color-anchor': 'var(--sea)',
    '--mantine-primary-color-filled': 'var(--sea)',
    '--mantine-primary-color-filled-hover': 'var(--sea-deep)',
    '--mantine-primary-color-light': 'var(--sea-tint)',
    '--mantine-primary-color-light-color': 'var(--sea)',
  }
  return { variables: {}, light: variables, dark: variables }
}

function fieldClasses() {
  return { label: fields.label, input: fields.input, description: fields.description, error: fields.error }
}
