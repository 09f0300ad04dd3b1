import { Combobox as Base } from '@base-ui/react/combobox'
import { Check, ChevronsUpDown, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { cn } from './cn.ts'
import { controlStyle, Field, type FieldProps } from './field.tsx'
import { popupLineStyle, popupStyle } from './popup-style.ts'

export type ComboboxOption = { value: string; label: string; hint?: string }

export type ComboboxProps = FieldProps & {
  options: readonly ComboboxOption[]
  value: string | null
  onValueChange: (value: string | null) => void
  placeholder?: string
  disabled?: boolean
  /** For options that a server finds: called with what is typed. The list is then shown as given. */
  onSearch?: (text: string) => void
}

const boxButton = 'grid h-9 w-8 touch:h-11 place-items-center rounded-sm text-quiet hover:text-ink'

/** One of many, found by typing. */
export function Combobox({ options, value, onValueChange, placeholder, disabled, onSearch, ...field }: ComboboxProps) {
  const { t } = useTranslation('ui')
  const chosen = options.find(option => option.value === value) ?? null
  return (
    <Field {...field}>
      {control => (
        <Base.Root
          items={options}
          value={chosen}
          onValueChange={next => onValueChange(next?.value ?? null)}
          onInputValueChange={onSearch}
          filter={onSearch ? null : undefined}
          isItemEqualToValue={(a, b) => a.value === b.value}
          disabled={disabled}
          autoHighlight
        >
          <Base.InputGroup className="relative flex items-center">
            <Base.Input
              {...control}
              // While the list is open the rest of the page is hidden from assistive tools, the label with it.
              aria-label={field.label}
              placeholder={placeholder}
              className={cn(controlStyle, 'pe-18')}
            />
            <div className="absolute end-1 flex">
              <Base.Clear aria-label={t('combobox.clear')} className={boxButton}>
                <X className="size-4" aria-hidden="true" />
              </Base.Clear>
              <Base.Trigger aria-label={t('combobox.open')} className={boxButton}>
                <ChevronsUpDown className="size-4" aria-hidden="true" />
              </Base.Trigger>
            </div>
          </Base.InputGroup>
          <Base.Portal>
            <Base.Positioner sideOffset={4} collisionPadding={8} className="z-50 outline-none">
              <Base.Popup className={cn(popupStyle, 'max-h-[min(var(--available-height),20rem)]')}>
                <Base.Empty>
                  <div className="px-2.5 py-2 text-sm text-quiet">{t('combobox.none')}</div>
                </Base.Empty>
                <Base.List>
                  {(option: ComboboxOption) => (
                    <Base.Item key={option.value} value={option} className={popupLineStyle}>
                      <span className="grow">
                        {option.label}
                        {option.hint && <span className="block text-xs text-quiet">{option.hint}</span>}
                      </span>
                      <Base.ItemIndicator>
                        <Check aria-hidden="true" />
                      </Base.ItemIndicator>
                    </Base.Item>
                  )}
                </Base.List>
              </Base.Popup>
            </Base.Positioner>
          </Base.Portal>
        </Base.Root>
      )}
    </Field>
  )
}
