// Improves pages that already work without it. Loaded as a module, so browsers too old for it keep the plain pages.
import {
  Button,
  CharacterCount,
  ErrorSummary,
  PasswordInput,
  ServiceNavigation,
  SkipLink,
} from "govuk-frontend";
import { keepWhatIsTyped } from "./autosave.mjs";
import { previewWhatIsChosen } from "./preview.mjs";
import { openDetailsForPrint } from "./print.mjs";
import { followProgress } from "./progress.mjs";
import { stopOnlyAtScrollingTables } from "./scroll.mjs";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

const MODULES = {
  "govuk-button": Button,
  "govuk-character-count": CharacterCount,
  "govuk-error-summary": ErrorSummary,
  "govuk-password-input": PasswordInput,
  "govuk-service-navigation": ServiceNavigation,
  "govuk-skip-link": SkipLink,
};

for (const [name, Module] of Object.entries(MODULES)) {
  for (const element of document.querySelectorAll(`[data-module="${name}"]`)) {
    try {
      new Module(element);
    } catch (problem) {
      console.error(problem); // one broken element must not stop the others
    }
  }
}

keepWhatIsTyped();
openDetailsForPrint();
previewWhatIsChosen();
followProgress();
stopOnlyAtScrollingTables();
