import { fromWire, type Money, zero } from '@tessera/kernel/money'
import type { Event } from '../api/events.ts'
import type { NewProduct, Product } from '../api/products.ts'
import { type FlatDraft, flatTexts, textsOf } from '../forms/flat-draft.ts'
import { instantOf, wallOf } from './when.ts'

export type VariantForm = { key: string; id?: string; name: FlatDraft; price: Money | null }

export type ProductForm = {
  texts: FlatDraft
  kind: Product['kind']
  price: Money | null
  includesTax: boolean
  taxLabel: string
  taxPercent: string
  variants: VariantForm[]
  saleFrom: string
  saleUntil: string
  min: string
  max: string
  hidden: boolean
  dateIds: string[] | null
}

export function emptyProduct(event: Event): ProductForm {
  return {
    texts: {},
    kind: 'admission',
    price: zero(event.currency),
    includesTax: true,
    taxLabel: '',
    taxPercent: '',
    variants: [],
    saleFrom: '',
    saleUntil: '',
    min: '1',
    max: '10',
    hidden: false,
    dateIds: event.dates.length > 1 ? event.dates.map(date => date.id) : null,
  }
}

export function formOf(product: Product, event: Event): ProductForm {
  return {
    texts: { ...flatTexts('name', product.name), ...flatTexts('description', product.description) },
    kind: product.kind,
    price: fromWire(product.price),
    includesTax: product.price_includes_tax,
    taxLabel: product.tax?.label[event.default_locale] ?? Object.values(product.tax?.label ?? {})[0] ?? '',
    taxPercent: product.tax ? String(product.tax.rate_ppm / 10_000) : '',
    variants: product.variants.map(variant => ({
      key: variant.id,
      id: variant.id,
      name: flatTexts('name', variant.name),
      price: variant.price && fromWire(variant.price),
    })),
    saleFrom: wallOf(product.sale_starts_at, event.timezone),
    saleUntil: wallOf(product.sale_ends_at, event.timezone),
    min: String(product.min_per_order),
    max: String(product.max_per_order),
    hidden: product.hidden,
    dateIds: product.date_ids,
  }
}

/** The same rate and name is the same tax in the books. */
function taxOf(form: ProductForm, event: Event): NewProduct['tax'] {
  const percent = Number(form.taxPercent.replace(',', '.'))
  if (!form.taxPercent.trim() || !Number.isFinite(percent)) return null
  const label = form.taxLabel.trim() || `${percent} %`
  const word = label
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
  const code = `${word || 'tax'}-${String(percent).replace('.', '_')}`.slice(0, 40)
  return { code, label: { [event.default_locale]: label }, rate_ppm: Math.round(percent * 10_000) }
}

export function bodyOf(form: ProductForm, event: Event): NewProduct {
  const count = (text: string) => (text.trim() === '' ? undefined : Number(text))
  return {
    kind: form.kind,
    name: textsOf(form.texts, 'name'),
    description: textsOf(form.texts, 'description'),
    price_minor: (form.price?.amountMinor ?? 0n).toString(),
    price_includes_tax: form.includesTax,
    tax: taxOf(form, event),
    date_ids: form.dateIds,
    sale_starts_at: instantOf(form.saleFrom, event.timezone),
    sale_ends_at: instantOf(form.saleUntil, event.timezone),
    min_per_order: count(form.min),
    max_per_order: count(form.max),
    hidden: form.hidden,
    variants: form.variants.map(({ id, name, price }) => ({
      ...(id ? { id } : {}),
      name: textsOf(name, 'name'),
      price_minor: price ? price.amountMinor.toString() : null,
    })),
  }
}

/** Money that cannot be read is no amount. */
const moneyText = (money: Money | null) => (money ? money.amountMinor.toString() : '')
const moneyOf = (text: string | undefined, currency: string): Money | null =>
  text ? { amountMinor: BigInt(text), currency } : null

/** The form as flat texts, so that two people's changes to one ticket are brought together field by field. */
export function flatOf({ texts, price, variants, dateIds, includesTax, hidden, ...plain }: ProductForm): FlatDraft {
  const rows = variants.map(({ price: own, ...variant }) => ({ ...variant, price: moneyText(own) }))
  return {
    ...texts,
    ...plain,
    price: moneyText(price),
    includesTax: String(includesTax),
    hidden: String(hidden),
    dateIds: JSON.stringify(dateIds),
    variants: JSON.stringify(rows),
  }
}

export function formOfFlat(flat: FlatDraft, { currency }: Event): ProductForm {
  const text = (key: string) => flat[key] ?? ''
  const variants = JSON.parse(text('variants') || '[]') as (Omit<VariantForm, 'price'> & { price: string })[]
  const isText = ([key]: [string, string]) => key.startsWith('name.') || key.startsWith('description.')
  return {
    texts: Object.fromEntries(Object.entries(flat).filter(isText)),
    kind: text('kind') as ProductForm['kind'],
    price: moneyOf(flat.price, currency),
    includesTax: flat.includesTax === 'true',
    taxLabel: text('taxLabel'),
    taxPercent: text('taxPercent'),
    variants: variants.map(variant => ({ ...variant, price: moneyOf(variant.price, currency) })),
    saleFrom: text('saleFrom'),
    saleUntil: text('saleUntil'),
    min: text('min'),
    max: text('max'),
    hidden: flat.hidden === 'true',
    dateIds: JSON.parse(text('dateIds') || 'null') as string[] | null,
  }
}
