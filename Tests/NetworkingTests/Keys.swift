/// Keys that protect nothing: published ones, and ones made for these tests.
enum Keys {
  /// RFC 7515, appendix A.2: the JWK, written as PEM.
  static let rfc7515 = """
    -----BEGIN PRIVATE KEY-----
    MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQCh+BYK4uPJtGXO
    jS1lYmM2K5J9vinh8CR3/BYlzJChNuOL2TSXxbbqY913EeZ8dCn5VrD7io8ImtxL
    aYk8wTM/U+3QGbh3hCUv7JFP5IV3aVlL6kKA0ywPVb9ilE8TA5a8bpvfbr3SvaNn
    juygxmj3AbONv/s4yDQs4v5tJ/reSlpIdJed1LnPmt7Ex1sFhSwsD174pcF1A5L5
    ROjtZMEQxrZHYJqkeDrrnGya11UxMFBji4NmXG9veoKjlnAqH2QbgtPr8jkiGUkf
    toaHLFcW9Qr4NY2ai50Xw0Byj3+H2JoY2PyrZ62EWQwuz3WTOTY8BwNNb2BvniHg
    VFbK5emhAgMBAAECggEAEq5xpGnNCivDflJsRQBXHx1hdR1k6Ulwe2JZD50LpXyW
    PEAeP88vLNO97IjlA7/GQ5sLKMgvfTeXZx9SE+7YwVol2NXOoAJe46sui395IW/G
    O+pWJ1O0BkTGoVEn2bKVRUCgu+GjBVaYLU6f3l9kJfFNS3E0QbVdxzubSu3Mkqzj
    kn439X0M/V51gfpRLI9JYanrC4D4qAdGcopV/0ZHHzQlBjudU2QvXt4ehNYTCBr6
    XCLQUShb1juUO1ZdiYoFaFQT5Tw8bGUl/x/jTj3ccPDVZFD9pIuhLhBOneufuBiB
    4cS98l2SR/RQyGWSeWjnczT0QU91p1DhOVRuOopznQKBgQDgHMQQ60imZV1URk0K
    pLttoLhyt3SmqdEf/kgHePDdtzEafpAu+cS191R2JiuoF2yzWXnwFDcqGigp5BNr
    0AHQfD8/Lk8l1Mk09jxxCfui5nYooNyac8YFjm3vItzVCVDnEd3BbVWG8qf6deqE
    lMGAg+C2V0L4oNXnP7LZcPAZRwKBgQC5A8R+CZW2MvRTLLHzwZkUXV866cff7tx6
    kqa0finGG0KgeqlaZPxgCZnFp7AeAcCMtiynVlJ7vMVgePsLq6XtON4tB5kP9jAP
    rq3rbAOal78eUH5OcED6eNuCV8ixEu1eWcPNCS/l1OW1EnXUEoEHKl54Xrrz2uNw
    kgMTP1FZ1wKBgAcCn1dwJKufzBWQxWQp1vsM5fggqPN1qGb5y0MAk3g7/Ls5bkUp
    5u9SN0Ai3Ya6hNnvWJMb7sXQX6U/zyO2M/hTip7tUeh7CXgwo59dkpN75gJLVds2
    9+DAncu3KXU4f2Fa+7bLNrur53k8KwPOq2bbuTG69QtV7Jr5MR0AHWKNAoGBAIf/
    evpitUf+4JYbLpvNXWcY052Mpz22aR84mY3nh3F2LF2mjMJDpTg7FmuyPcVw6EcG
    yoAe9fa65iNqCq+jdw6PVNGo2hxfjSiZ8IIzHdsPXI89//pMjZcQK9r+CCoRjaZj
    OYiIDktVWZzmevJuv6WywUqd57LE3Zar3dLSIkx1AoGAIYd7DHOhrWvxkwPQsRM2
    tOgrjbcrfvtQJipd+DlcxyVuuM9sQLdgjVk2oy26F0EmpScGLq2MowX7fhd/QJQ3
    ydy5cY7YIBi87w93IKLEdfnbJtoOPLUW0ITrJReOgo1cq9SbsxYawBgfp/gh6A56
    03k2+ZQwVK0JKSHuLFkuQ3U=
    -----END PRIVATE KEY-----
    """

  /// The signature that the same appendix gives.
  static let rfc7515Signature =
    "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2F"
    + "p5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQB"
    + "MHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeY"
    + "I2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw"

  /// The same key under the passphrase "x".
  static let encrypted = """
    -----BEGIN ENCRYPTED PRIVATE KEY-----
    MIIFLTBXBgkqhkiG9w0BBQ0wSjApBgkqhkiG9w0BBQwwHAQIFHX3qmartW8CAggA
    MAwGCCqGSIb3DQIJBQAwHQYJYIZIAWUDBAEqBBBLSMhTIk63R+GKHSYZ/IAXBIIE
    0AACPQp8cUbNrYgQfAlvJss4f2nev+sxW6CcEqbwlNjcd04gzKyu93yAix6aloEG
    2npRUd0U1HqJzS7GVGEPD0xGUodFkWSler6c2nJyGU30JPGKaq5ah2SrSn592nJv
    gVHFhoDKse64pb+f8vFAXakbFMc8GMId+7MxUtVKzro+RebIck2AnUo41VbL/zlB
    SltsjMWXJsHMMdiw7f4i/r3s1HHLjxctjq7DEfYq64cgiN6p1z5Fr8XxvSVLzPs9
    A435upQjHSM40Cd8acMuPOBKFYw3yGNeutNomHn02he6SOPnKoi+vLFJpSl4OqBB
    wPVmryFkwNm39nzdWZeYiON5FJeTZ6s2FmyBmL0r+rUKJloPqEenoc7a+/hMzCHb
    tZytrW/unJ3qjEW/FSc8Wb7GPziEGH9Ofmkibo0aO/bA3dnaLpVI7bD58NJNnT1C
    +3DBzYiVSVfb5iHoP30es/RLzHXEtbDPNtG6G84pPn5jer2rUn4KfeVayWpmRyAC
    WD1lQwnpVlNDWjoq90EHk1cHL29XzD2oVABQgHfUCsVXSrqiTLQxruwd/dUGdLYR
    YM8QikG8uNm1l8vD6XZrQZX6NBX/3B4WvAcVi0Tv6WA+raajTgvoOIRIOX7DJ91D
    mQtRHtTKDeIAM/2FEU6RACBNL02G6ooY33g2H8oSfxLRNKii3xiNW++ZuPeZZhT+
    s0lMYfj1tFuVOA2txAE7TBedc5IIUqtiMGezU4SfbDVvESvvl2+xzQWTnYBYTYY/
    OxZ22PNfVNgcCaMdK9mcUA9yr4f3CqFGSLMfJdv7sjMrbMuBoTNZsNip3GaoTsKf
    qSkuxl9PdlbOOswtx/Nl1vNpLADSjy40/WrDG93/IKXPA22ctfsIY2yfFKKnwlaw
    GMModthheGFg32cvM6+pooDW3T95MRjXf2UL4/YpopdHL9wKygz7svuRD+RfyVtU
    WgR7shbN6s+TP5ak3wKHJliISVr6a/sgFlGDehCCXfn60P8jlMLHPcuUkHR5aXvV
    DR1o67GhRb1XExLt/nh61ly1FqVdzYRkwyPB7HvyBQgsQnLflLSI+2xqHPMy2iLj
    SUn7u5VtHWnB7xSQRAkx4cUll7go4eowphbvAHbIrIovjbFwWtQSVWSbFa0kXx0K
    hmxMBDj5RKfWH7FPGbv75o4HuNYXdw4KrM0IWsUInps2FpRpyFeR0J/oIDmuWxFo
    h1bfWQlkxpR30nyLgqGaYnpPZCWrO4Bb2Qo7oCUYJgTf4qydQhBpjrdLxE1kcXhv
    lwvJcW2FVGc0NIcb+RwE3AVpwIKJf9ESO+eeiRKk6FSj+9ty4QB9B7XVlgpIeWZp
    DHV62d7DM5PeqgdNZzXypLEC9LPqPeCX/Ix6LIco1qBufBflZ6F3t+9rYQLC058u
    w9/m7ZlisJvxJ2R7hDOsxAXKEAwsspm4k5hYB/A6BWEtEZfT0JKpbaRD8beNW762
    vDAfA5GrmJ5zlDm60LiYkc328o+WIkc0lgneGqWgYhbGPf+f6iwKxGZbLP6vbqYV
    2dfqjtll0EP+/M1+tBlGLrmiO+GA8KCL57IdFbmbUuRgpRszCfdvdKskZx7eA3IO
    d/NTLjQCw0WNYktgKgPSN+B1Aa+DBXYuwnKRQBjnKoce
    -----END ENCRYPTED PRIVATE KEY-----
    """

  static let elliptic = """
    -----BEGIN EC PRIVATE KEY-----
    MHcCAQEEIGEP/AyxcjOz4KZIIUSJGdWW/Tvz2dACVS7tSpZ1U+WxoAoGCCqGSM49
    AwEHoUQDQgAE7A0TrHt/5RwIvC7BGcKL2LXJNfF55psOxLYLqTnyc8g9JRotM3pb
    l/Vrp0RkTyIkrwedvsX0z82M196uRXkB9w==
    -----END EC PRIVATE KEY-----
    """

  /// 1024 bits.
  static let short = """
    -----BEGIN PRIVATE KEY-----
    MIICdQIBADANBgkqhkiG9w0BAQEFAASCAl8wggJbAgEAAoGBAJvSn5jQIItYvqzC
    Y/T6qDqF3VHjhuWM3nhrWQDOq7W9Cv4u2P7AzIRknZ6HxcUxWyx3p/KlpveI3Z6R
    C47YYh4cEBGeX9nxj10CUNYmxNOGzsOOKE4AYdstMnXi2uQov3IT7S54hS/U64Lc
    NDHglz0uDpu5xyeMqe/eju8hPJYdAgMBAAECgYA7qDjoJY7AKtrdg5MHYMv1k/i2
    +FhWHEe0bMznjTiaXOUPidoUNrZWXbsmza5/H7VbYfhP4vH4xVKr+bYmG1v8uClx
    OE3E+8dNiVPvF+wXxco7H7ESfTTqKp5aA88A4R7Jpx1pwI9tH+Qxpr+JAuyM7GJi
    +/7hvhpZ/keFjcT6NQJBAMpS70UGmnF452Od98Q3ZSWuOmHTcnTqsgMRbeuWxtVj
    4hN0dDok4yRDSuV4xZbmxuFxcNb8JB8P8HeMIupkdoMCQQDFKYFMqAgX3NH9fRsD
    CAgoexOwIUpdjGjYa1Jnge/XCgikN3YO5oLfzSCEqYeWBXlR6pALGxvIUw5iSr1i
    8h7fAkB+KQzuO9neXAfdREmVXv2Ba40YJyO96AMsipfCSfieY3Q7sWgwQYQpvpRb
    Vt3O5QSq23QDeqKDhArsYMP86LxFAkAtmG+ifqmAezzE1o3MoarhUbU34jsEb1g/
    1HH2JgKFRHjDIWBYCc7yWsnOZDZK53ErFIfDSb2fEjYdXRN3Mm8ZAkAXBoA4WLdL
    rdmtsWXsWNvh8ys+aFpDDozaa7yQ2pUkJod+5Uic7jUnT9XBQacRNqdz++3EE0v+
    KQm6OSGmJlmo
    -----END PRIVATE KEY-----
    """
}
