/** One look for all hosted pages; readable on a phone first, in light and dark. */
export const pageStyle = `
:root { color-scheme: light dark; --ink: #16181d; --soft: #5b6270; --line: #e3e6eb; --off: #868d9b; --card: #fff; --ground: #f4f5f7; --accent: #2f5bea; --on-accent: #fff; --good: #137a48; --good-ground: #e8f6ee }
@media (prefers-color-scheme: dark) { :root { --ink: #eceef2; --soft: #a2a9b6; --line: #333842; --off: #6d7484; --card: #1d2027; --ground: #121419; --accent: #7f9cff; --on-accent: #121419; --good: #6fd8a2; --good-ground: #16301f } }
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; padding: 24px 16px 48px; background: var(--ground); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, 'PingFang SC', 'PingFang TC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif }
main { max-width: 480px; margin: 0 auto; padding: 28px 24px; background: var(--card); border: 1px solid var(--line); border-radius: 16px }
.brand { display: flex; align-items: center; gap: 12px; margin-bottom: 24px; font-weight: 600 }
.mark { flex: none; display: grid; place-items: center; width: 36px; height: 36px; border-radius: 10px; background: var(--accent); color: var(--on-accent) }
.brand img { display: block; max-width: 200px; max-height: 48px }
.languages { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 24px 0 0; padding: 16px 0 0; border-top: 1px solid var(--line); list-style: none; font-size: 14px }
.languages a, .languages span { display: inline-block; padding: 4px 0 }
h1 { margin: 0 0 8px; font-size: 24px; line-height: 1.25; text-wrap: balance; overflow-wrap: anywhere }
p { margin: 0 0 20px; color: var(--soft); overflow-wrap: anywhere }
fieldset { margin: 0; padding: 16px 0; border: 0; border-top: 1px solid var(--line) }
legend { float: left; width: 100%; padding: 0; margin-bottom: 8px; font-weight: 600; overflow-wrap: anywhere }
label { clear: both; display: flex; align-items: center; justify-content: space-between; min-height: 48px; cursor: pointer }
h2 { margin: 0 0 8px; font-size: 17px; line-height: 1.4 }
[role=switch] { appearance: none; flex: none; position: relative; width: 48px; height: 28px; margin: 0; border-radius: 14px; background: var(--off); border: 1px solid var(--soft); cursor: pointer; transition: background .15s }
[role=switch]::after { content: ''; position: absolute; top: 2px; left: 2px; width: 22px; height: 22px; border-radius: 50%; background: #fff; box-shadow: 0 1px 2px #0004; transition: left .15s }
[role=switch]:checked { background: var(--accent) }
[role=switch]:checked::after { left: 22px }
[type=radio] { flex: none; width: 20px; height: 20px; margin: 2px 0 0; accent-color: var(--accent) }
label.choice { justify-content: flex-start; gap: 12px; min-height: 40px; align-items: center }
select, textarea { width: 100%; min-height: 48px; padding: 10px 12px; border: 1px solid var(--off); border-radius: 12px; background: var(--card); color: var(--ink); font: inherit }
label.above { display: block; margin-bottom: 12px }
label.above > span { display: block; margin-bottom: 4px; font-size: 14px; color: var(--soft) }
.detail { clear: both; margin: 0 0 8px; font-size: 14px }
.wait { margin: -4px 0 8px; font-size: 14px; color: var(--soft) }
section { padding: 20px 0 0; margin-top: 20px; border-top: 1px solid var(--line) }
summary { min-height: 44px; display: flex; align-items: center; font-weight: 600; cursor: pointer }
summary::before { content: '+'; width: 20px; color: var(--soft) }
details[open] > summary::before { content: '−' }
button { width: 100%; min-height: 48px; padding: 12px 16px; border: 1px solid var(--accent); border-radius: 12px; background: var(--accent); color: var(--on-accent); font: inherit; font-weight: 600; cursor: pointer }
button.quiet { margin-top: 12px; border-color: var(--off); background: none; color: var(--ink) }
:is(input, button, a, select, textarea, summary):focus-visible { outline: 3px solid var(--ink); outline-offset: 3px }
a { color: inherit; text-underline-offset: 2px }
.actions { padding-top: 20px; border-top: 1px solid var(--line) }
.hint { margin: 8px 0 0; font-size: 14px; text-align: center }
.notice { margin-bottom: 20px; padding: 12px 16px; border-radius: 12px; background: var(--good-ground); color: var(--good); font-weight: 500 }
@media (prefers-reduced-motion: reduce) { * { transition: none !important } }
`;
