// Nothing of its own: app_stands_alone is whole when everything in app/ finds what it uses without ui/ and Qt's
// widgets.
int main()
{
    return 0;
}
