import { useTranslation } from 'react-i18next'

/** Organizers may name categories that we have no word for yet. */
export function useCategoryName(): (category: string) => string {
  const { t, i18n } = useTranslation('storefront')
  return category => {
    const key: string = `category.${category}`
    if (i18n.exists(key, { ns: 'storefront' })) return t(`category.${category}` as 'category.other')
    return category.charAt(0).toUpperCase() + category.slice(1).replaceAll('_', ' ')
  }
}
