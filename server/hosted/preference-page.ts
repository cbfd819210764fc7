import type { Instant } from '#contracts/identifiers.ts';
import type { WorkspaceSettings } from '#contracts/settings.ts';
import { type ConsentTopic, type Language, languages, topicName } from '#contracts/topic.ts';
import { consentSettingsOf } from '#core/profile/consent/consent-rule.ts';
import type { DoNotContact } from '#core/state.ts';
import { type Choice, choiceName } from './choices.ts';
import { consentWords, stopReasons } from './consent-words.ts';
import { type Html, html } from './html.ts';
import { lookOf } from './look.ts';
import { fill, words } from './words.ts';

/** Everything that the preference centre shows of a person; also made up, for a preview. */
export interface PreferenceView {
  readonly settings: WorkspaceSettings;
  readonly language: Language;
  readonly choices: readonly Choice[];
  readonly daysBetween: number | undefined;
  readonly pausedUntil: Instant | undefined;
  readonly doNotContact: Pick<DoNotContact, 'source'> | undefined;
  /** Tells what was just done. */
  readonly notice?: string | undefined;
}

export const pauseDays = [14, 30, 90] as const;
export const frequencies = { weekly: 7, monthly: 30 } as const;

export function preferenceTitle({ settings, language }: Pick<PreferenceView, 'settings' | 'language'>): string {
  return consentSettingsOf(settings).preferenceCentre.title?.[language] || words[language].preferencesTitle;
}

function preferenceIntroduction({ settings, language }: Pick<PreferenceView, 'settings' | 'language'>): string {
  const own = consentSettingsOf(settings).preferenceCentre.introduction?.[language];
  return own || fill(words[language].preferencesIntroduction, { workspace: lookOf(settings).brand });
}

/** Plain forms, each with its own button: they work without script and are read in order by a screen reader. */
export function preferenceBody(view: PreferenceView): Html {
  const { settings, language, doNotContact, notice } = view;
  const { privacyUrl } = consentSettingsOf(settings).preferenceCentre;
  return html`${notice !== undefined && html`<div class="notice" role="status">${notice}</div>`}
<h1>${preferenceTitle(view)}</h1>
${doNotContact === undefined ? openForms(view) : stopped(view, doNotContact)}
<ul class="languages" aria-label="${consentWords[language].language}">
${languages.map((one) => languageLink(one, language))}
${privacyUrl ? html`<li><a href="${privacyUrl}" rel="noreferrer">${consentWords[language].privacy}</a></li>` : undefined}
</ul>`;
}

const ownNames: { readonly [L in Language]: string } = { en: 'English', 'zh-Hans': '简体中文', 'zh-Hant': '繁體中文' };

function languageLink(one: Language, current: Language): Html {
  return one === current
    ? html`<li><span aria-current="true">${ownNames[one]}</span></li>`
    : html`<li><a href="?lang=${one}" lang="${one}" hreflang="${one}">${ownNames[one]}</a></li>`;
}

function stopped({ settings, language }: PreferenceView, { source }: Pick<DoNotContact, 'source'>): Html {
  const text = consentWords[language];
  const { brand } = lookOf(settings);
  // What one of the team has decided, a link in an old mail does not undo.
  if (source !== 'preference_page') return html`<p>${fill(text.contactStoppedByUs, { brand })}</p>`;
  return html`<p>${fill(text.contactStopped, { brand })}</p>
<form method="post" action="?lang=${language}"><button name="choice" value="allow">${text.allowAgain}</button></form>`;
}

function openForms(view: PreferenceView): Html {
  const { settings, language, choices } = view;
  const { offersPause, offersFrequency } = consentSettingsOf(settings).preferenceCentre;
  const topics = settings.topics.filter(({ id }) => choices.some(({ topic }) => topic === id));
  return html`<p>${preferenceIntroduction(view)}</p>
<form method="post" action="?lang=${language}">
${topics.map((topic) => topicSwitches(topic, view))}
${offersFrequency && frequencyChoice(view)}
<div class="actions"><button>${words[language].save}</button></div>
</form>
${offersPause && pauseForm(view)}
${stopForm(view)}`;
}

function topicSwitches(topic: ConsentTopic, { choices, language }: PreferenceView): Html {
  const description = topic.descriptions?.[language];
  const switches = choices
    .filter((choice) => choice.topic === topic.id)
    .map((choice) => channelSwitch(choice, language));
  return html`<fieldset><legend>${topicName(topic, language)}</legend>${description ? html`<p class="detail">${description}</p>` : undefined}${switches}</fieldset>`;
}

function channelSwitch(choice: Choice, language: Language): Html {
  const value = choiceName(choice);
  const checked = choice.granted && html` checked`;
  const wait = choice.pending && html`<p class="wait">${consentWords[language].awaitsConfirmation}</p>`;
  return html`<input type="hidden" name="shown" value="${value}"><label>${words[language].channels[choice.channel]}<input type="checkbox" role="switch" name="on" value="${value}"${checked}></label>${wait}`;
}

function frequencyChoice({ language, daysBetween }: PreferenceView): Html {
  const text = consentWords[language];
  const option = (value: string, label: string, isChosen: boolean) =>
    html`<label class="choice"><input type="radio" name="frequency" value="${value}"${isChosen && html` checked`}>${label}</label>`;
  return html`<fieldset><legend>${text.frequencyTitle}</legend>
${option('all', text.everyMessage, daysBetween === undefined)}
${option('weekly', text.weekly, daysBetween === frequencies.weekly)}
${option('monthly', text.monthly, daysBetween === frequencies.monthly)}</fieldset>`;
}

function pauseForm({ settings, language, pausedUntil }: PreferenceView): Html {
  const text = consentWords[language];
  const open = (body: Html) => html`<section><h2>${text.pauseTitle}</h2>
<form method="post" action="?lang=${language}">${body}</form></section>`;
  if (pausedUntil !== undefined) {
    const date = dateText(pausedUntil, language, settings.timeZone);
    return open(
      html`<p>${fill(text.pausedUntil, { date })}</p><button name="choice" value="resume">${text.endPause}</button>`,
    );
  }
  return open(html`<label class="above"><span>${text.pauseHint}</span><select name="days">
${pauseDays.map((days) => html`<option value="${days}">${fill(text.pauseDays, { days: String(days) })}</option>`)}
</select></label><button class="quiet" name="choice" value="pause">${text.pauseButton}</button>`);
}

export function dateText(at: Instant, language: Language, timeZone: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone }).format(at);
}

function stopForm({ settings, language }: PreferenceView): Html {
  const text = consentWords[language];
  const { asksReason } = consentSettingsOf(settings).preferenceCentre;
  const reason = html`<fieldset><legend>${text.reasonTitle}</legend>
${stopReasons.map((one) => html`<label class="choice"><input type="radio" name="reason" value="${one}">${text.reasons[one]}</label>`)}
<label class="above"><span>${text.reasonNote}</span><textarea name="note" rows="2" maxlength="400"></textarea></label></fieldset>`;
  return html`<section><details><summary>${text.stopTitle}</summary>
<form method="post" action="?lang=${language}">${asksReason && reason}
<button name="choice" value="none">${words[language].stopAll}</button>
<p class="hint">${words[language].stopAllHint}</p>
<button class="quiet" name="choice" value="do_not_contact">${text.neverContact}</button>
<p class="hint">${text.neverContactHint}</p>
</form></details></section>`;
}
