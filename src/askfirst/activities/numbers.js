// @ts-check
/**
 * Numbers and plurals, written as the language of the words around them writes them.
 *
 * The words come from the spec. A text for a count may have forms: beside `minutes` there may be
 * `minutes_one` or `minutes_few`, by the names of Unicode's plural categories.
 */

/**
 * Fill the slots of a sentence; a number's toLocaleString is Intl.NumberFormat, a text's is itself.
 * @param {string} sentence
 * @param {Record<string, any>} slots
 * @param {string} [language] Of the sentence; needed where a slot is a number.
 */
export function fill(sentence, slots, language) {
  return sentence.replace(/{(\w+)}/g, (slot, name) => slots[name]?.toLocaleString(language) ?? slot);
}

/**
 * The sentence for so many, with its slots filled.
 * @param {Record<string, string>} texts
 * @param {string} name
 * @param {number} count What decides the form.
 * @param {Record<string, any>} slots
 * @param {string} language
 */
export function counted(texts, name, count, slots, language) {
  return fill(texts[name + "_" + new Intl.PluralRules(language).select(count)] ?? texts[name], slots, language);
}
