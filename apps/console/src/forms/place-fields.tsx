import { CURRENCIES } from '@tessera/kernel/currency'
import { Combobox, type ComboboxOption } from '@tessera/ui/combobox'
import type { FieldProps } from '@tessera/ui/field'
import { useLocale } from '@tessera/ui/i18n'
import { useMemo } from 'react'

type Props = FieldProps & { value: string; onValueChange: (value: string) => void }

const COUNTRY_CODES =
  'AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HK HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PS PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VN VU WS XK YE ZA ZM ZW'.split(
    ' ',
  )

function useNamed(codes: readonly string[], type: 'region' | 'currency') {
  const { locale } = useLocale()
  return useMemo(() => {
    const names = new Intl.DisplayNames([locale], { type })
    return codes
      .map(value => ({ value, label: names.of(value) ?? value, hint: type === 'currency' ? value : undefined }))
      .sort((a, b) => a.label.localeCompare(b.label, locale))
  }, [codes, type, locale])
}

/** One of a long list, found by typing; an empty text is nothing chosen. */
function CodeField({ value, onValueChange, ...field }: Props & { options: readonly ComboboxOption[] }) {
  return <Combobox {...field} value={value || null} onValueChange={next => onValueChange(next ?? '')} />
}

export function CountryField(props: Props) {
  return <CodeField {...props} options={useNamed(COUNTRY_CODES, 'region')} />
}

export function CurrencyField(props: Props) {
  return <CodeField {...props} options={useNamed(CURRENCIES, 'currency')} />
}

const zones = () => {
  const known = Intl.supportedValuesOf('timeZone')
  return known.includes('UTC') ? known : ['UTC', ...known]
}

export function ZoneField(props: Props) {
  const options = useMemo(() => zones().map(zone => ({ value: zone, label: zone.replaceAll('_', ' ') })), [])
  return <CodeField {...props} options={options} />
}
