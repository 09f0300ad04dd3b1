import { useLocalized } from '@tessera/ui/i18n'

type Texts = Readonly<Record<string, string>>
type Bought = { product_name: Texts; variant_name: Texts | null }

/** What was bought, and which kind of it: "Day ticket, reduced". */
export function useLineName(): (line: Bought) => string {
  const said = useLocalized()
  return line => [said(line.product_name), line.variant_name && said(line.variant_name)].filter(Boolean).join(', ')
}
