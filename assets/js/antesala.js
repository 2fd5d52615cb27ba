import "./base/dialogs.js";
import "./base/focus.js";
import "./base/keys.js";
import "./base/money.js";
import "./base/search.js";
import "./base/theme.js";
import "./base/toasts.js";
import "./base/working.js";
