#pragma once

namespace AlwaysLeads {

// The SQL of each step, in a file of its own. Append only: a released step is never edited. Times are INTEGER
// milliseconds since 1970 UTC, states are words, money is INTEGER millionths of a US dollar.
extern const char *const schemaStep1;
extern const char *const schemaStep2;
extern const char *const schemaStep3;
extern const char *const schemaStep4;
extern const char *const schemaStep5;
extern const char *const schemaStep6;
extern const char *const schemaStep7;
extern const char *const schemaStep8;
extern const char *const schemaStep9;
extern const char *const schemaStep10;
extern const char *const schemaStep11;
extern const char *const schemaStep12;
extern const char *const schemaStep13;
extern const char *const schemaStep14;
extern const char *const schemaStep15;
extern const char *const schemaStep16;
extern const char *const schemaStep17;
extern const char *const schemaStep18;
extern const char *const schemaStep20;
extern const char *const schemaStep21;
extern const char *const schemaStep22;
extern const char *const schemaStep23;
extern const char *const schemaStep24;
extern const char *const schemaStep25;
extern const char *const schemaStep26;
extern const char *const schemaStep27;
extern const char *const schemaStep28;
extern const char *const schemaStep29;
extern const char *const schemaStep30;
extern const char *const schemaStep31;
extern const char *const schemaStep32;
extern const char *const schemaStep33;
extern const char *const schemaStep34;
extern const char *const schemaStep35;
extern const char *const schemaStep36;
extern const char *const schemaStep37;
extern const char *const schemaStep38;
extern const char *const schemaStep39;
extern const char *const schemaStep40;

} // namespace AlwaysLeads
